-- The modules that Debian's configuration has for clients, without archive and limits.
modules_enabled = {
	"disco", "roster", "saslauth", "legacyauth", "register", "offline", "presence", "message", "iq",
	"blocklist", "bookmarks", "carbons", "pep", "private", "smacks", "vcard4", "vcard_legacy", "csi_simple",
	"ping", "time", "uptime", "version", "admin_adhoc"
}
modules_disabled = { "s2s", "tls" }
daemonize = false
run_as_root = true
data_path = "FOLDER/data"
pidfile = "FOLDER/prosody.pid"
interfaces = { "127.0.0.1" }
c2s_ports = { 25222 }
c2s_direct_tls_ports = { 25223 }
ssl = { certificate = "FOLDER/tls.pem", key = "FOLDER/tls.key" }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
allow_registration = true
authentication = "PROSODY_PASSWORDS"
password_hash = "PROSODY_HASH"
storage = "internal"
log = { warn = "*console" }
VirtualHost "bench.test"
modules_enabled = ARCHIVED and { "mam" } or {}
Component "conference.bench.test" "muc"
