#!/bin/sh
# A mail server of the tests' own on loopback: Postfix (SMTP, submission with STARTTLS, smtps), which hands to Dovecot (IMAP to
# read back). Any address receives mail, and anyone may log in with the password "secret". It ends when standard input does.
# usage: SMTP= SUBMISSION= SMTPS= IMAP= LMTP= AUTH= NEXT_HOP= [DELIVER=discard:] mail.sh DIR     (ports; DIR may hold tls.crt and tls.key)
set -eu
dir=$1
mkdir -p "$dir/mail" "$dir/dovecot" "$dir/postfix/queue" "$dir/postfix/data" "$dir/postfix/conf"
chmod 755 "$dir"
chown mail:mail "$dir/mail"
tls=none
[ ! -e "$dir/tls.crt" ] || tls=may
cat > "$dir/dovecot.conf" <<C
base_dir = $dir/dovecot
state_dir = $dir/dovecot
instance_name = cop-tests-$IMAP
log_path = $dir/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
mail_home = $dir/mail/%Lu
mail_location = maildir:~/Maildir
recipient_delimiter = +
mail_max_userip_connections = 200
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$dir/mail/%Lu allow_all_users=yes
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = $IMAP
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = $LMTP
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = $AUTH
  }
}
protocol lmtp {
  auth_username_format = %Lu
}
C
cat > "$dir/postfix/conf/main.cf" <<C
compatibility_level = 3.6
queue_directory = $dir/postfix/queue
# A number is not used again once its message is gone.
enable_long_queue_ids = yes
data_directory = $dir/postfix/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.cop.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
maillog_file = /dev/stdout
maillog_file_prefixes = /dev
mynetworks = 127.0.0.0/8
default_transport = ${DELIVER:-lmtp:inet:127.0.0.1:$LMTP}
relay_transport = lmtp:inet:127.0.0.1:$LMTP
local_transport = error:no local
recipient_delimiter = +
message_size_limit = 20000000
alias_maps =
alias_database =
smtpd_client_connection_count_limit = 0
smtpd_relay_restrictions = permit_mynetworks, reject
# gone@ is refused for good, later@ for now.
smtpd_recipient_restrictions = check_recipient_access inline:{ {gone@cop.example=550 5.1.1 no such user} {later@cop.example=450 4.2.1 try later} }, permit
smtpd_tls_cert_file = $dir/tls.crt
smtpd_tls_key_file = $dir/tls.key
smtpd_tls_security_level = $tls
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:$AUTH
smtpd_sasl_security_options = noanonymous
# Mail for bounce.example goes to a next hop of the test's choice, so that a real bounce can come back.
transport_maps = inline:{ bounce.example=smtp:[127.0.0.1]:$NEXT_HOP }
C
cat > "$dir/postfix/conf/master.cf" <<C
127.0.0.1:$SMTP       inet  n - n - - smtpd
127.0.0.1:$SUBMISSION inet  n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_tls_auth_only=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
127.0.0.1:$SMTPS      inet  n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
C
chown -R postfix "$dir/postfix/data"
chown root "$dir"/postfix/conf/* "$dir/postfix/queue"
stop() {
  [ -f "$dir/postfix/queue/pid/master.pid" ] && kill "$(tr -d ' ' < "$dir/postfix/queue/pid/master.pid")" 2>/dev/null
  kill "$dovecot" 2>/dev/null
  wait
  rm -rf "$dir"
}
dovecot -c "$dir/dovecot.conf" -F > "$dir/dovecot.out" 2>&1 < /dev/null &
dovecot=$!
trap stop EXIT
postfix -c "$dir/postfix/conf" check > "$dir/postfix.out" 2>&1 || { cat "$dir/postfix.out" >&2; exit 1; }
postfix -c "$dir/postfix/conf" start-fg >> "$dir/postfix.out" 2>&1 < /dev/null &
postfix=$!
listens() { grep -qi ":$(printf %04X "$1") 00000000:0000 0A" /proc/net/tcp; }
until listens "$SMTP" && listens "$SUBMISSION" && listens "$SMTPS" && listens "$IMAP" && listens "$LMTP"; do
  kill -0 $postfix 2>/dev/null && kill -0 $dovecot 2>/dev/null || { tail -n 20 "$dir"/*.out "$dir"/*.log >&2; exit 1; }
  sleep 0.05
done
echo ready
cat > /dev/null
