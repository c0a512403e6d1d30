#!/bin/sh
# Records plan.json anew with the terraform on the PATH; needs no provider but the built-in one, and no network.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$here/main.tf" "$here/modules" "$work"
cd "$work"
TF_CLI_CONFIG_FILE=/dev/null
export TF_CLI_CONFIG_FILE
terraform init -input=false -no-color >/dev/null
terraform plan -input=false -no-color -out=plan.bin >/dev/null
terraform show -json plan.bin >"${1:-$here/plan.json}"
