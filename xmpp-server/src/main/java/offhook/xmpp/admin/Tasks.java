package offhook.xmpp.admin;

import java.util.List;
import offhook.xmpp.command.Command;
import offhook.xmpp.form.DataForm;

/** Some of the use cases of XEP-0133 §4. */
interface Tasks {

    String NS = "http://jabber.org/protocol/admin";

    /** For everybody; who administers may run them. */
    List<Command> commands();

    /** Its first form. */
    static DataForm form(String title) {
        return DataForm.of("form", NS).titled(title, "");
    }

    /** What came of it. */
    static DataForm result(String title) {
        return DataForm.of("result", NS).titled(title, "");
    }
}
