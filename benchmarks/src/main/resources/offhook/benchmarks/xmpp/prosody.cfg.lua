-- What the workloads need, and no limits.
modules_enabled = { "roster", "saslauth", "disco", "legacyauth", "register", "offline", "presence", "message", "iq", "muc" }
modules_disabled = { "s2s", "tls" }
daemonize = false
run_as_root = true
data_path = "FOLDER/data"
pidfile = "FOLDER/prosody.pid"
interfaces = { "127.0.0.1" }
c2s_ports = { 25222 }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
allow_registration = true
authentication = "internal_hashed"
storage = "internal"
log = { warn = "*console" }
VirtualHost "bench.test"
Component "conference.bench.test" "muc"
