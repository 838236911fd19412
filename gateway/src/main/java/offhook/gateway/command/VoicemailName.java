package offhook.gateway.command;

import offhook.runtime.net.http.UrlText;
import picocli.CommandLine.Parameters;

/** Which voicemail a command is about. */
final class VoicemailName {

    @Parameters(index = "0", paramLabel = "USER", description = "A user name, extension or number.")
    private String user;

    @Parameters(index = "1", paramLabel = "ID", description = "As listed by: offhook voicemail list USER")
    private String id;

    String id() {
        return id;
    }

    /** Where the control API has it. */
    String path() {
        return "/voicemail/" + UrlText.encode(user) + '/' + UrlText.encode(id);
    }
}
