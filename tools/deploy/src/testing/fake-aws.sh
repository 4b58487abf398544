#!/bin/sh
# Stands in for the AWS CLI in tests: a process like it, over the folder $FAKE_ACCOUNT in place of an account. It notes every
# call, keeps objects as files and a stack as lines NAME=VALUE, and fails the command that $FAKE_FAILURE names. A shell's
# script, because it is started some hundred times.
set -eu
printf '%s\n' "$@" '' >>"$FAKE_ACCOUNT/calls"
command="$1 $2"
shift 2
if [ "$command" = "${FAKE_FAILURE-}" ]; then
  echo 'An error occurred (AccessDenied)' >&2
  exit 254
fi

option() {
  name=$1
  shift
  while [ $# -gt 0 ]; do
    if [ "$1" = "$name" ]; then
      echo "$2"
      return
    fi
    shift
  done
}

object() {
  case $1 in
    s3://*) echo "$FAKE_ACCOUNT/s3/${1#s3://}" ;;
    *) echo "$1" ;;
  esac
}

stack="$FAKE_ACCOUNT/$(option --stack-name "$@")"
case $command in
  'cloudformation package')
    cp "$(option --template-file "$@")" "$(option --output-template-file "$@")"
    ;;
  'cloudformation deploy')
    case " $* " in *' --no-execute-changeset '*) exit ;; esac
    while [ "$1" != --parameter-overrides ]; do shift; done
    shift
    printf '%s\n' "$@" >>"$stack"
    ;;
  'cloudformation describe-stacks')
    sed 's/\([^=]*\)=\(.*\)/{"OutputKey":"\1","OutputValue":"\2"},/; $s/,$//' "$stack" | sed '1s/^/[/; $s/$/]/'
    ;;
  's3 cp')
    target=$(object "$3")
    mkdir -p "$(dirname "$target")"
    cp "$(object "$2")" "$target"
    ;;
  's3api list-objects-v2')
    prefix=$(option --prefix "$@")
    cd "$FAKE_ACCOUNT/s3/$(option --bucket "$@")"
    printf '%s\n' "$prefix"* | sed 's/.*/"&",/; $s/,$//' | sed '1s/^/[/; $s/$/]/'
    ;;
esac
