#!/bin/sh
# Stands in for the AWS CLI in tests: a process like it, over the folder $FAKE_ACCOUNT in place of an account. It notes every
# call, keeps objects as files and a stack as lines NAME=VALUE, fails the command that $FAKE_FAILURE names, and
# has stacks in the state $FAKE_STATUS. A shell's
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
    key="$(option --s3-prefix "$@")/$(md5sum <dist/packages/demo.zip | cut -d ' ' -f 1)"
    zip="$FAKE_ACCOUNT/s3/$(option --s3-bucket "$@")/$key"
    mkdir -p "$(dirname "$zip")"
    cp dist/packages/demo.zip "$zip"
    sed "s|CodeUri: .*|CodeUri: s3://$(option --s3-bucket "$@")/$key|" "$(option --template-file "$@")" \
      >"$(option --output-template-file "$@")"
    printf 'Successfully packaged artifacts.\nExecute the following command to deploy\naws cloudformation deploy\n'
    ;;
  'cloudformation deploy')
    case " $* " in *' --no-execute-changeset '*) exit ;; esac
    while [ "$1" != --parameter-overrides ]; do shift; done
    shift
    printf '%s\n' "$@" >>"$stack"
    ;;
  'cloudformation describe-stacks')
    if [ ! -e "$stack" ]; then
      echo "An error occurred (ValidationError) when calling the DescribeStacks operation: Stack does not exist" >&2
      exit 254
    fi
    echo "{ \"StackStatus\": \"${FAKE_STATUS-UPDATE_COMPLETE}\", \"Outputs\": ["
    sed 's/\([^=]*\)=\(.*\)/{"OutputKey":"\1","OutputValue":"\2"},/; $s/,$//' "$stack"
    echo '], "Parameters": ['
    sed 's/\([^=]*\)=\(.*\)/{"ParameterKey":"\1","ParameterValue":"\2"},/; $s/,$//' "$stack"
    echo ']}'
    ;;
  's3 cp')
    target=$(object "$3")
    mkdir -p "$(dirname "$target")"
    cp "$(object "$2")" "$target"
    ;;
  's3api list-objects-v2')
    prefix=$(option --prefix "$@")
    bucket="$FAKE_ACCOUNT/s3/$(option --bucket "$@")"
    if [ ! -d "$bucket/$prefix" ]; then
      echo null
      exit
    fi
    cd "$bucket"
    printf '%s\n' "$prefix"* | sed 's/.*/"&",/; $s/,$//' | sed '1s/^/[/; $s/$/]/'
    ;;
esac
