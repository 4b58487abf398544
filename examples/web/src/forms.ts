// Forms that say what is wrong where it is wrong, for eyes and for screen readers alike.
import { ProblemError } from '@gatehouse/client';
import { sentenceFor } from './sentences.ts';

/** The element of this id. @throws TypeError when the page has none */
export const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new TypeError(`the page has no #${id}`);
  return element;
};

/** What is typed in under these names. */
export const valuesOf = <const Name extends string>(
  form: HTMLFormElement,
  ...names: readonly Name[]
): Record<Name, string> => {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<
    Name,
    string
  >;
};

/** Calls `act` when the form is sent, one time at a time, and shows what it throws. An act that succeeds empties the form. */
export const showForm = (id: string, act: (form: HTMLFormElement) => Promise<void>): void => {
  const form = byId(id) as HTMLFormElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    showFaults(form, new Map(), '');
    act(form)
      .then(
        () => form.reset(),
        (error: unknown) => showFaults(form, faultsOf(error), sentenceFor(error)),
      )
      .finally(() => (form.ariaBusy = 'false'));
  });
};

/** The fields at fault by their names, from the pointers of the problem. */
const faultsOf = (error: unknown): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ProblemError
      ? error.problem.errors?.map(({ pointer, message }) => [pointer.slice(1), message])
      : [],
  );

/** Marks the fields, says each rule in the alert, and leads to the first. */
const showFaults = (form: HTMLFormElement, faults: ReadonlyMap<string, string>, sentence: string): void => {
  const alert = form.querySelector('[role=alert]')!;
  alert.id = `${form.id}-alert`;
  const fields = [...form.querySelectorAll('input')];
  for (const field of fields) {
    field.ariaInvalid = String(faults.has(field.name));
    if (faults.has(field.name)) field.setAttribute('aria-describedby', alert.id);
    else field.removeAttribute('aria-describedby');
  }
  const rules = fields.flatMap(({ name, labels }) =>
    faults.has(name) ? [`${labels?.[0]?.textContent}: ${faults.get(name)}.`] : [],
  );
  alert.textContent = [sentence, ...rules].join(' ').trim();
  fields.find(({ name }) => faults.has(name))?.focus();
};
