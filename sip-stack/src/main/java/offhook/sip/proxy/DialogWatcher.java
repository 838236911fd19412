package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.Call;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.sdp.MediaFlow;

/** Tells a call what passes by within one of its dialogs. */
record DialogWatcher(Call call, SipRequest request) implements Watcher {

    @Override
    public void answers(Optional<UserId> from, SipResponse response) {
        if (request.is(Method.INVITE) || request.is(Method.UPDATE)) {
            CallWatcher.session(call, MediaFlow.isHeld(request), response);
        }
    }
}
