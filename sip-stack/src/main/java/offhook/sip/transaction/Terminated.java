package offhook.sip.transaction;

/** The last state of every transaction: nothing moves it any more. */
final class Terminated {

    static final Client CLIENT = new Client();
    static final Server SERVER = new Server();

    private Terminated() {}

    record Client() implements ClientState {}

    record Server() implements ServerState {}
}
