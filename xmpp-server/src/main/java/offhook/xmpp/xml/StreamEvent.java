package offhook.xmpp.xml;

/** What comes in on a stream: its header, its first-level children, its end. */
public sealed interface StreamEvent permits StreamHeader, Fragment, StreamEvent.End {

    /** The stream's end tag. */
    record End() implements StreamEvent {}
}
