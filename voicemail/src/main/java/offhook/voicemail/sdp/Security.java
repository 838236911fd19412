package offhook.voicemail.sdp;

/** Whether speech is encrypted (SRTP). */
public enum Security {
    /** Never. */
    OFF,
    /** As the other side offers. */
    OPTIONAL,
    /** Always: what is offered in the clear is refused. */
    REQUIRED;

    boolean allows(Profile profile) {
        return profile.isSecure() ? this != OFF : this != REQUIRED;
    }
}
