package offhook.gateway.control;

/**
 * A new password.
 *
 * @param phone whether it is for the phone alone
 */
public record NewPassword(String password, boolean phone) {

    /** Shows none. */
    @Override
    public String toString() {
        return "NewPassword[…]";
    }
}
