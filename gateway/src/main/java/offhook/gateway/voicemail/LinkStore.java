package offhook.gateway.voicemail;

import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;

/** Which links there are, as one transaction sees it. */
interface LinkStore {

    Optional<Link> find(String voicemail);

    /** The one that has this page. */
    Optional<Link> ofPage(String page);

    /** Keeps it; of a voicemail that has one already, that is replaced. */
    void save(Link link);

    /** Nobody finds what is behind it any more: the files are to be swept. */
    void revoke(String voicemail);

    /** Likewise all of a person. */
    void revoke(UserId person);

    /** The tokens of a person's links. */
    List<String> tokens(UserId person);
}
