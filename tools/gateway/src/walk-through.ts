// The commands that a newcomer can paste into a shell: register, log in, call, refresh.

/**
 * A walk-through against `origin`, for any POSIX shell with curl and sed. Each run makes an account of its own, so
 * that it can be pasted again.
 */
export const walkThrough = (origin: string): string => `
  BASE=${origin}
  EMAIL="ada.$(date +%s)@example.com"
  PASSWORD='seven quiet rivers run north'
  post() { curl -sS "$BASE$1" -H 'content-type: application/json' -d "$2"; }
  field() { sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }

  # register
  post /users "{\\"first_name\\":\\"Ada\\",\\"last_name\\":\\"Lovelace\\",\\"email\\":\\"$EMAIL\\",\\"password\\":\\"$PASSWORD\\"}"; echo

  # log in
  TOKENS=$(post /auth/login "{\\"email\\":\\"$EMAIL\\",\\"password\\":\\"$PASSWORD\\"}"); echo "$TOKENS"

  # call a guarded route, without a token and with one
  curl -sS "$BASE/users/me"; echo
  curl -sS "$BASE/users/me" -H "authorization: Bearer $(echo "$TOKENS" | field access_token)"; echo

  # refresh
  post /auth/refresh "{\\"refresh_token\\":\\"$(echo "$TOKENS" | field refresh_token)\\"}"; echo
`;
