package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.SERVER;

import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;

/** Where the people behind the server can be reached. */
public final class ContactAddresses implements Feature {

    private final ContactConfig config;

    public ContactAddresses(ContactConfig config) {
        this.config = config;
    }

    @Override
    public Spec spec() {
        return Spec.xep(157, "1.1.1", "Contact Addresses for XMPP Services");
    }

    @Override
    public void install(Installer to) {
        var form = DataForm.of("result", "http://jabber.org/network/serverinfo");
        for (var field : config.fields().entrySet()) {
            form = form.with(field.getKey(), "list-multi", "", field.getValue());
        }
        if (!config.fields().isEmpty()) {
            to.form(SERVER, form);
        }
    }
}
