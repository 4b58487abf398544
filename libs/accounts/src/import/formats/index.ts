// The formats by the names that `--format` takes.
import { auth0 } from './auth0.ts';
import { cognito } from './cognito.ts';
import { firebase } from './firebase.ts';
import type { Format } from './format.ts';
import { gatehouse } from './gatehouse.ts';
import { keycloak } from './keycloak.ts';
import { supabase } from './supabase.ts';

export const FORMATS: ReadonlyMap<string, Format> = new Map(
  Object.entries({ gatehouse, cognito, auth0, firebase, supabase, keycloak }),
);
