package offhook.sip.transaction;

import offhook.sip.transport.Flow;

/**
 * The way a request goes, and the one it goes if that fails.
 *
 * @param second null if there is none
 */
record Ways(Flow first, Flow second) {}
