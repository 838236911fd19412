package offhook.sip.proxy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Callee;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.work.Loop;
import offhook.sip.call.Call;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/**
 * A request on its way through the steps, with what they have found out. Belongs to the loop of its Call-ID.
 *
 * <p>If no step answers it, it gets the best response that came from a phone, else the refusal of the last step that knew
 * one.
 */
public final class Walk {

    private static final int AWAY = 480;
    static final int NOBODY = 404;

    /** More than it takes to look somebody up, or usually to write, and less than a caller waits for before asking again. */
    private static final Duration EVEN = Duration.ofMillis(100);

    private final ServerTransaction transaction;
    private final SipRequest request;
    private final Iterator<Step> steps;
    private final Loop loop;

    /** Of the request as it came. */
    final String loopMark;

    Watcher watcher = Watcher.NOBODY;
    Optional<User> sender = Optional.empty();
    boolean fromPeer;
    boolean fromPbx;

    /** Of the dialog that the request belongs to; empty if it does not yet. */
    Optional<RecordRoute.Begun> begun = Optional.empty();

    Optional<Callee> callee = Optional.empty();

    private boolean forVoicemail;
    private boolean declined;

    /** Our people whose calls go to the callee now. */
    Set<UserId> divertedFrom = Set.of();

    /** Who is tried at the same time, group after group. */
    List<List<Destination>> stages = List.of();

    /** How long all of them together are tried; empty for as long as they last. */
    Optional<Duration> patience = Optional.empty();

    /** The call that it begins, if it concerns us. */
    Optional<Call> call = Optional.empty();

    SipFailure refusal = new SipFailure(NOBODY);
    private BestResponse best = new BestResponse();
    private Optional<SipFailure> instead = Optional.empty();
    private boolean refused;

    /**
     * @param request the walk's own: steps may change it, and that is how it is forwarded
     * @param loop of its Call-ID
     */
    Walk(ServerTransaction transaction, SipRequest request, List<Step> steps, Loop loop) {
        this.transaction = transaction;
        this.request = request;
        this.steps = steps.iterator();
        this.loop = loop;
        this.loopMark = LoopMark.of(request);
    }

    public ServerTransaction transaction() {
        return transaction;
    }

    public SipRequest request() {
        return request;
    }

    /** The person who sent it and has proved it; empty for strangers and peers. */
    public Optional<User> sender() {
        return sender;
    }

    /** Whether it comes from a trusted peer, such as a PBX. */
    public boolean fromPeer() {
        return fromPeer;
    }

    /** Whether it comes from the PBX. */
    public boolean fromPbx() {
        return fromPbx;
    }

    /** Whether it may go to others than our people. What comes from the PBX is for these only: it never goes back. */
    boolean mayCallOut() {
        return sender.isPresent() || (fromPeer && !fromPbx);
    }

    /** Who begins the dialog, or has begun it. */
    RecordRoute.Begun begun() {
        boolean knowsUs = fromPeer || sender.isPresent();
        return begun.orElse(knowsUs ? RecordRoute.Begun.BY_US : RecordRoute.Begun.BY_STRANGER);
    }

    /** Whom it is for, once that is known. */
    public Optional<Callee> callee() {
        return callee;
    }

    /** The call that it begins, as the tracker knows it; empty if it concerns none of us. */
    public Optional<Call> call() {
        return call;
    }

    /** It is for this person, and not for their phones. */
    public void isForVoicemailOf(User user) {
        callee = Optional.of(user);
        skipsPhones(away());
        forVoicemail = true;
    }

    boolean isForVoicemail() {
        return forVoicemail;
    }

    /** The person takes no calls now: no phone rings, and nobody answers in their stead. */
    void declines(SipFailure with) {
        skipsPhones(with);
        declined = true;
    }

    /** No phone rings, and the next step has it. */
    void skipsPhones(SipFailure with) {
        stages = List.of();
        refusal = with;
    }

    /** Whether nobody shall answer in the stead of the callee. */
    public boolean isDeclined() {
        return declined;
    }

    /** Their phones are tried so long, and then the next step has it. */
    public void triesFor(Duration time) {
        patience = Optional.of(time);
    }

    /** The status that the sender would get now: of those it was forwarded to, else of the last step that knew one. */
    public int status() {
        return best.status().orElse(refusal.status());
    }

    /** What the sender is told if no further step has an answer. */
    public void refusedAs(SipFailure failure) {
        refusal = failure;
    }

    /** Where no phone has said anything the sender is told this; the call is to the callee what it was. */
    public void isToldOf(SipFailure failure) {
        instead = Optional.of(failure);
    }

    /** What came back from those it was forwarded to. */
    BestResponse best() {
        return best;
    }

    /** Whether the sender hears, or is about to hear, that nobody takes it. */
    boolean isRefused() {
        return refused;
    }

    /** Goes to the next step, and to further ones as long as they let it. */
    public void goOn() {
        try {
            while (steps.hasNext()) {
                if (!steps.next().take(this)) {
                    return;
                }
            }
        } catch (SipFailure failure) {
            refusal = failure;
        }
        end();
    }

    /** The sender has cancelled it, and nobody was quicker: RFC 3261 §9.2. */
    void cancelled() {
        best = new BestResponse();
        best.add(487);
        end();
    }

    private void end() {
        if (!transaction.isOpen()) {
            return;
        }
        refused = true;
        var told = told();
        watcher.refused(status())
                .thenCombine(evenly(told), (written, passed) -> null)
                .whenCompleteAsync(
                        (ok, failure) -> {
                            if (transaction.isOpen()) {
                                best.respond(transaction, told);
                            }
                        },
                        loop);
    }

    /** Nor do strangers learn by the time that it takes who is here and away; see also {@link CallsOfStrangers}. */
    private CompletionStage<Void> evenly(SipFailure told) {
        if (!isFromStranger() || told.status() != NOBODY || best.status().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        var passed = new CompletableFuture<Void>();
        loop.after(EVEN, () -> passed.complete(null));
        return passed;
    }

    /** RFC 3261 §21.4.18: one of us who cannot be reached now. */
    static SipFailure away() {
        return new SipFailure(AWAY);
    }

    boolean isFromStranger() {
        return sender.isEmpty() && !fromPeer;
    }

    /**
     * Strangers are not told that somebody is here whom they cannot reach: it is as if there were nobody. That is so for the
     * GRUU of a device, too, since anybody can put a device behind a name (RFC 5627 §6.1 has 404 for those that are void).
     */
    private SipFailure told() {
        if (instead.isPresent()) {
            return instead.get();
        }
        return isFromStranger() && refusal.equals(away()) ? new SipFailure(NOBODY) : refusal;
    }
}
