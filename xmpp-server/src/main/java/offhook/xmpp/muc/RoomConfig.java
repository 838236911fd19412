package offhook.xmpp.muc;

import java.util.Set;

/**
 * What the owners of a room have decided, XEP-0045 §16.5.3. Immutable; safe to share.
 *
 * @param isPublic whether the room is listed by the service; otherwise it is "hidden"
 * @param password "" for none
 * @param nonAnonymous whether everybody sees real addresses; otherwise moderators do
 * @param changeSubject whether participants may change the subject
 * @param allowInvites whether members may invite others to a members-only room
 * @param broadcast the roles whose presence everybody sees; moderators see all
 * @param memberList the roles that may read the member list
 * @param history how many messages a newcomer gets at most
 * @param logging whether the room has an archive, which whoever may enter can read
 */
record RoomConfig(
        String name,
        String description,
        String language,
        boolean isPublic,
        boolean persistent,
        boolean moderated,
        boolean membersOnly,
        String password,
        int maxUsers,
        boolean nonAnonymous,
        boolean changeSubject,
        boolean allowInvites,
        PrivateMessages privateMessages,
        Set<Role> broadcast,
        Set<Role> memberList,
        int history,
        boolean logging) {

    static final Set<Role> PRESENT = Set.of(Role.VISITOR, Role.PARTICIPANT, Role.MODERATOR);

    RoomConfig {
        broadcast = Set.copyOf(broadcast);
        memberList = Set.copyOf(memberList);
    }

    /** Who may send private messages, muc#roomconfig_allowpm. */
    enum PrivateMessages {
        ANYONE(Role.VISITOR),
        PARTICIPANTS(Role.PARTICIPANT),
        MODERATORS(Role.MODERATOR),
        NONE(null);

        private final Role least;

        PrivateMessages(Role least) {
            this.least = least;
        }

        boolean allowed(Role role) {
            return least != null && role.atLeast(least);
        }
    }

    /** What an instant room is, §10.1.2. */
    static RoomConfig instant(int maxUsers, int history, boolean logging) {
        return new RoomConfig(
                "",
                "",
                "",
                true,
                false,
                false,
                false,
                "",
                maxUsers,
                false,
                false,
                false,
                PrivateMessages.ANYONE,
                PRESENT,
                PRESENT,
                history,
                logging);
    }

    boolean hasPassword() {
        return !password.isEmpty();
    }

    /** Whether an occupant of this role sees real addresses, §4.2. */
    boolean showsAddressesTo(Role role) {
        return nonAnonymous || role == Role.MODERATOR;
    }
}
