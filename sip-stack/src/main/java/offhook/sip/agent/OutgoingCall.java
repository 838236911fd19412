package offhook.sip.agent;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import offhook.sip.auth.Login;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.sdp.Description;

/** An INVITE of ours that begins a call, until it is acknowledged or over. Belongs to the loop of its Call-ID. */
public final class OutgoingCall {

    /** Phones that may pick up at the same time; what comes beyond is nobody's phone. */
    private static final int MOST_ANSWERS = 60;

    private final Agent agent;
    private final Optional<Login> login;
    private final Function<Uri, Way> ways;
    private final OutgoingListener listener;
    private final Actions actions = new Actions();
    private final Map<String, Answer> answers = new HashMap<>();
    private OutgoingState state = new OutgoingState.Calling();
    private Sending sending;
    private Runnable news = () -> {};
    private SipResponse last;
    private SipResponse cancelled;
    private Optional<String> description = Optional.empty();

    OutgoingCall(Agent agent, Optional<Login> login, Function<Uri, Way> ways, OutgoingListener listener) {
        this.agent = agent;
        this.login = login;
        this.ways = ways;
        this.listener = listener;
    }

    /** A 2xx, the dialog that it has made, and its ACK once that is sent. */
    private static final class Answer {
        private final Exchange exchange;
        private final OpenDialog dialog;
        private SipRequest ack;

        Answer(Exchange exchange, OpenDialog dialog) {
            this.exchange = exchange;
            this.dialog = dialog;
        }
    }

    void start(SipRequest invite) {
        cancelled = SipResponse.to(invite, 487);
        var number = new long[] {invite.cseq().number()};
        sending = agent.send(invite, ways.apply(invite.uri()), login, () -> ++number[0], new Responses() {
            @Override
            public void provisional(SipRequest sent, SipResponse response) {
                if (response.status() > 100) {
                    last = response;
                    moved(state.rings(actions));
                }
            }

            @Override
            public void ended(Exchange exchange) {
                OutgoingCall.this.ended(exchange);
            }
        });
    }

    private void ended(Exchange exchange) {
        last = exchange.response();
        if (!exchange.isSuccess()) {
            moved(state.refuses(actions));
            return;
        }
        var tag = last.to().tag().orElse("");
        if (!answers.containsKey(tag)) {
            if (answers.size() == MOST_ANSWERS) {
                return;
            }
            try {
                answers.put(tag, new Answer(exchange, dialog(exchange)));
            } catch (SipFailure unreadable) {
                // Without a Contact nothing can be sent there, not even the ACK.
                last = SipResponse.to(exchange.request(), 500);
                moved(state.refuses(actions));
                return;
            }
        }
        moved(state.answers(tag, actions));
    }

    private OpenDialog dialog(Exchange exchange) {
        var dialog = Dialog.ofUac(exchange.request(), exchange.response());
        return new OpenDialog(agent, dialog, true, login, ways, listener);
    }

    /**
     * Acknowledges whoever has answered.
     *
     * @param answer to the offer of the 2xx, where the INVITE had none
     */
    public void take(Optional<String> answer) {
        description = answer;
        moved(state.takes(actions));
    }

    /**
     * Ends it, whatever it has come to: by CANCEL as soon as that may be sent, else by BYE.
     *
     * @param reasons the values of the CANCEL's Reason, RFC 3326
     */
    public void giveUp(List<String> reasons) {
        actions.reasons = reasons;
        moved(state.givesUp(actions));
    }

    /** Goes into the next state and only then tells who listens, who may act on this call at once. */
    private void moved(OutgoingState next) {
        state = next;
        var now = news;
        news = () -> {};
        now.run();
    }

    private final class Actions implements OutgoingActions {

        private List<String> reasons = List.of();

        @Override
        public void rings() {
            var response = last;
            news = () -> listener.rings(response);
        }

        @Override
        public void answered(String tag) {
            var dialog = answers.get(tag).dialog;
            var response = last;
            agent.dialogs().put(dialog);
            news = () -> listener.answered(dialog, response);
        }

        @Override
        public void refused() {
            var response = last.isSuccess() ? cancelled : last;
            news = () -> listener.refused(response);
        }

        @Override
        public void cancel() {
            sending.cancel(reasons);
        }

        @Override
        public void acknowledge(String tag) {
            acknowledge(answers.get(tag), description);
        }

        private void acknowledge(Answer answer, Optional<String> sdp) {
            answer.ack = answer.dialog.acknowledge(answer.exchange.request(), sdp);
        }

        @Override
        public void acknowledgeAgain(String tag) {
            var answer = answers.get(tag);
            answer.dialog.acknowledge(answer.ack);
        }

        /** An offer in the 2xx is answered by the ACK, also if nothing of it is wanted (RFC 3264 §6). */
        @Override
        public void decline(String tag) {
            var answer = answers.get(tag);
            boolean offers = !answer.exchange.request().hasBody()
                    && answer.exchange.response().hasBody();
            acknowledge(answer, offers ? refusal(answer.exchange.response()) : Optional.empty());
            bye(answer.dialog);
        }

        private static Optional<String> refusal(SipResponse response) {
            try {
                return Optional.of(Description.parse(new String(response.body(), StandardCharsets.UTF_8))
                        .refused()
                        .toString());
            } catch (SipFailure unreadable) {
                return Optional.empty();
            }
        }

        @Override
        public void hangUp() {
            answers.values().stream()
                    .map(answer -> answer.dialog)
                    .filter(OpenDialog::isOpen)
                    .forEach(this::bye);
        }

        private void bye(OpenDialog dialog) {
            dialog.close();
            dialog.send(Method.BYE, request -> {}, exchange -> {});
        }
    }
}
