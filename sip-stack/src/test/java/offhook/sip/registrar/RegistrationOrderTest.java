package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import offhook.sip.message.HeaderName;
import offhook.sip.testing.DigestClient;
import org.junit.jupiter.api.Test;

/** Answers wait for their commits, and what crosses is taken one after the other. */
class RegistrationOrderTest extends RegistrarScene {

    @Test
    void theAnswerWaitsForTheCommit() {
        store.pending = new CompletableFuture<>();
        registerWithoutWaiting();
        assertThat(phone.unread()).isEmpty();
        assertThat(phones()).isEmpty();
        store.pending.complete(null);
        assertThat(phone.nextResponse().status()).isEqualTo(200);
        assertThat(phones()).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenIsNotPromised() {
        store.pending = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        assertThat(register("Contact: " + PHONE).status()).isEqualTo(500);
        assertThat(phones()).isEmpty();
    }

    @Test
    void whoHasLeftIsNotCalled() {
        register("Contact: " + PHONE);
        bindings.forget(JULIET);
        assertThat(phones()).isEmpty();
        assertThat(store.rows).isEmpty();
    }

    @Test
    void whoLeavesWhileTheirPhoneRegistersIsNotCalled() {
        store.pending = new CompletableFuture<>();
        registerWithoutWaiting();
        left.add(JULIET);
        store.pending.complete(null);
        assertThat(phones()).isEmpty();
        assertThat(store.rows).isEmpty();
    }

    /** RFC 3261 §10.3 step 7: the second is compared with what the first one leaves. */
    @Test
    void whatCrossesIsTakenOneAfterTheOther() {
        store.pending = new CompletableFuture<>();
        registerWithoutWaiting(PHONE);
        registerWithoutWaiting(PHONE + ";expires=0");
        assertThat(phone.unread()).isEmpty();
        store.commit();
        assertThat(phone.nextResponse().values(HeaderName.CONTACT)).hasSize(1);
        assertThat(phone.nextResponse().values(HeaderName.CONTACT)).isEmpty();
        assertThat(phones()).isEmpty();
        assertThat(store.rows).isEmpty();
    }

    @Test
    void anOldRequestThatCrossesANewOneChangesNothing() {
        store.pending = new CompletableFuture<>();
        registerWithoutWaiting(PHONE);
        registerWithoutWaiting(PHONE + ";q=0.5");
        cseq -= 3;
        registerWithoutWaiting(PHONE + ";expires=0");
        store.commit();
        assertThat(List.of(status(), status(), status())).containsExactly(200, 200, 500);
        assertThat(phones()).hasSize(1);
    }

    /** A commit that fails is the end of one REGISTER only. */
    @Test
    void afterAFailedCommitTheNextHasItsTurn() {
        store.pending = new CompletableFuture<>();
        registerWithoutWaiting(PHONE);
        registerWithoutWaiting("<sip:juliet@192.0.2.2>");
        var first = store.pending;
        store.pending = CompletableFuture.completedFuture(null);
        first.completeExceptionally(new IllegalStateException("disk full"));
        assertThat(List.of(status(), status())).containsExactly(500, 200);
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.2");
    }

    @Test
    void onlySoManyWait() {
        store.pending = new CompletableFuture<>();
        for (int i = 0; i < 34; i++) {
            registerWithoutWaiting(PHONE);
        }
        var refused = phone.nextResponse();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.value(HeaderName.RETRY_AFTER)).isPresent();
        store.commit();
        assertThat(phone.unread()).hasSize(33).allMatch(line -> line.contains(" 200 "));
    }

    private int status() {
        return phone.nextResponse().status();
    }

    private void registerWithoutWaiting() {
        registerWithoutWaiting(PHONE);
    }

    private void registerWithoutWaiting(String contact) {
        var challenge = send("sip:capulet.example", "sip:juliet@capulet.example", "");
        var answer =
                DigestClient.of(challenge, "juliet", "juliet-secret").authorization("REGISTER", "sip:capulet.example");
        phone.send(request(
                "sip:capulet.example",
                "sip:juliet@capulet.example",
                "Authorization: " + answer + "\nContact: " + contact));
    }
}
