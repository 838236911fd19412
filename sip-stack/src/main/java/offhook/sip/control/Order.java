package offhook.sip.control;

import offhook.directory.User;
import offhook.sip.message.Uri;

/**
 * A call that somebody asks for.
 *
 * @param callee where it goes
 * @param shown the callee's name for the display of the own phone; "" for none
 */
public record Order(User person, Uri callee, String shown) {}
