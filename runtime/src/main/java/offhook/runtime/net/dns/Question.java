package offhook.runtime.net.dns;

import io.netty.handler.codec.dns.DnsRecordType;

/** A name without its last dot, in lower case, and what is asked of it. */
record Question(String name, DnsRecordType type) {}
