package offhook.gateway.dial;

import offhook.sip.message.Uri;

/**
 * Where a call goes.
 *
 * @param shown the name, or the number for want of one
 */
record Dialled(Uri uri, String shown) {}
