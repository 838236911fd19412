package offhook.voicemail.sdp;

import java.util.Optional;

/** The profiles of RTP that we speak; those with feedback (RFC 4585, RFC 5124) allow what is plain in the others. */
public enum Profile {
    AVP("RTP/AVP", false),
    AVPF("RTP/AVPF", false),
    SAVP("RTP/SAVP", true),
    SAVPF("RTP/SAVPF", true);

    private final String title;
    private final boolean isSecure;

    Profile(String title, boolean isSecure) {
        this.title = title;
        this.isSecure = isSecure;
    }

    static Optional<Profile> named(String title) {
        for (var profile : values()) {
            if (profile.title.equals(title)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    boolean isSecure() {
        return isSecure;
    }

    String title() {
        return title;
    }
}
