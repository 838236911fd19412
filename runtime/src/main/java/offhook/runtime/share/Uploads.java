package offhook.runtime.share;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Intake;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;

/** Takes what PUT brings for an announced file: once, of the announced size and type, and in time. Safe to share. */
final class Uploads implements Intake.Taker {

    private final SharedFiles files;

    Uploads(SharedFiles files) {
        this.files = files;
    }

    @Override
    public Intake begin(Request head) throws IOException {
        try {
            return accepted(head);
        } catch (HttpFailure e) {
            files.refused();
            throw e;
        }
    }

    private Intake accepted(Request head) throws IOException {
        var file = files.find(head.variable("token"))
                .filter(found -> found.name().equals(head.variable("name")))
                .orElseThrow(() -> new HttpFailure(404, "nothing is expected here, or no longer"));
        if (file.arrived().isPresent()) {
            throw new HttpFailure(409, "this file is there already");
        }
        checkType(file, head);
        checkLength(file, head);
        if (!files.hasRoom()) {
            throw new HttpFailure(507, "the server has hardly any room on its disk");
        }
        var arrival = files.begin(file).orElseThrow(() -> new HttpFailure(409, "this file is arriving already"));
        return new Into(arrival, file);
    }

    private static void checkType(SharedFile file, Request head) {
        var announced = MediaType.parse(file.type());
        var sent = head.header("content-type").map(text -> MediaType.parse(text)
                .orElseThrow(() -> new HttpFailure(415, "expected a media type in Content-Type")));
        if (announced.isPresent()
                && sent.filter(type -> !type.matches(announced.get())).isPresent()) {
            throw new HttpFailure(415, "expected the Content-Type that was announced: " + announced.get());
        }
        if (head.header("content-encoding").isPresent()) {
            throw new HttpFailure(415, "expected no Content-Encoding");
        }
        if (head.header("content-range").isPresent()) {
            throw new HttpFailure(400, "expected the whole file"); // RFC 9110 §14.5
        }
    }

    private static void checkLength(SharedFile file, Request head) {
        head.header("content-length")
                .filter(length -> !length.equals(Long.toString(file.size())))
                .ifPresent(length -> {
                    throw wrongLength(
                            file,
                            length.length() > Long.toString(file.size()).length()
                                    || Long.parseLong(length) > file.size());
                });
    }

    private static HttpFailure wrongLength(SharedFile file, boolean more) {
        return new HttpFailure(more ? 413 : 400, "expected the " + file.size() + " bytes that were announced");
    }

    /** The body on its way to the disk. */
    private record Into(Arrival arrival, SharedFile file) implements Intake {

        @Override
        public void take(byte[] part) throws IOException {
            if (!arrival.hasRoomFor(part.length)) {
                throw wrongLength(file, true);
            }
            arrival.write(part);
        }

        @Override
        public CompletionStage<Response> end() throws IOException {
            if (!arrival.complete()) {
                throw wrongLength(file, false);
            }
            return arrival.keep().thenApply(kept -> {
                if (!kept) {
                    throw new HttpFailure(404, "nothing is expected here any more");
                }
                return Response.text(201, "kept\n");
            });
        }

        @Override
        public void abort() {
            arrival.abort();
        }
    }
}
