package offhook.voicemail.codec;

/** G.711 as files hold it, a sample an octet. Safe to share. */
public enum Companding {
    MU_LAW,
    A_LAW;

    public short sample(byte octet) {
        return switch (this) {
            case MU_LAW -> G711.MU_LAW.linear(octet);
            case A_LAW -> G711.A_LAW.linear(octet);
        };
    }
}
