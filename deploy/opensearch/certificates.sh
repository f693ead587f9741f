#!/usr/bin/env bash
# Make an authority, and a certificate for OpenSearch signed by it: certificates.sh FOLDER NAME…, where NAMEs are the hosts'.
# Without a NAME it is "opensearch", as in compose.cluster.yaml. An authority that is there is kept.
set -euo pipefail
folder=${1:?the folder that they are written to}
shift
names=("${@:-opensearch}")
umask 077
mkdir -p "$folder"
cd "$folder"

if [ ! -e authority.pem ]; then
    openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=verbatim-authority" \
        -addext "keyUsage=critical,keyCertSign,cRLSign" \
        -keyout authority-key.pem -out authority.pem 2>/dev/null
fi
{
    echo "basicConstraints=critical,CA:FALSE"
    echo "keyUsage=critical,digitalSignature,keyEncipherment"
    echo "extendedKeyUsage=serverAuth,clientAuth"
    echo "subjectKeyIdentifier=hash"
    echo "authorityKeyIdentifier=keyid"
    printf 'subjectAltName=%s\n' "$(printf 'DNS:%s,' "${names[@]}" | sed 's/,$//')"
} >node.extensions

openssl req -new -newkey rsa:3072 -nodes -subj "/CN=${names[0]}" -keyout node-key.pem -out node.request 2>/dev/null
openssl x509 -req -in node.request -CA authority.pem -CAkey authority-key.pem -CAcreateserial -days 825 \
    -extfile node.extensions -out node.pem 2>/dev/null
rm node.request node.extensions
chmod 644 authority.pem node.pem # authority-key.pem belongs on no server: keep it elsewhere

# OpenSearch's image runs as user 1000, which must be able to read the key.
chown 1000 node-key.pem 2>/dev/null || echo "Let user 1000 read the key: sudo chown 1000 $folder/node-key.pem"
