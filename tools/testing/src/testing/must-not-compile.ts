// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import { startGatehouse, type Gatehouse } from '../index.ts';

export const mistakesOfStarts = (): void => {
  // @ts-expect-error -- a variable is a text
  void startGatehouse({ env: { ACCESS_TOKEN_TTL_SECONDS: 60 } });
  // @ts-expect-error -- no such option
  void startGatehouse({ environment: {} });
  // @ts-expect-error -- templates are a list
  void startGatehouse({ templates: 'template.yaml' });
};

export const mistakesOfRuns = (gatehouse: Gatehouse): void => {
  // @ts-expect-error -- roles are a list
  void gatehouse.tokenFor({ roles: 'clerk' });
  // @ts-expect-error -- a second factor was given or not
  void gatehouse.tokenFor({ mfa: 'otp' });
  // @ts-expect-error -- a token is promised
  const token: string = gatehouse.tokenFor();
  // @ts-expect-error -- seconds are a number
  gatehouse.clock.advance('5m');
  // @ts-expect-error -- nobody sets the time
  gatehouse.clock.now = () => new Date();
  void token;
};
