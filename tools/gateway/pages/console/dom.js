// The page's own hands: finding elements, making them of text alone, and saying what happened.

/** @typedef {Node | string} Child */
/** @typedef {'good' | 'bad' | 'warm' | 'plain'} Tone */

/** @param {string} id  @returns {HTMLElement} */
export const at = (id) => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
};

/** @param {string} id  @returns {HTMLInputElement} */
export const field = (id) => /** @type {HTMLInputElement} */ (at(id));

/** The password of the account, which a page that was loaded again may not have. @throws where there is none */
export const typedPassword = () => {
  const { value } = field('password');
  if (value !== '') return value;
  field('password').focus();
  throw new Error('Type the password of the account first: this page keeps none.');
};

/** @param {string} id  @returns {HTMLButtonElement} */
export const button = (id) => /** @type {HTMLButtonElement} */ (at(id));

/**
 * An element. Children that are texts stay texts, so that no name of an account is ever read as HTML.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [one, value] of Object.entries(attributes)) element.setAttribute(one, value);
  element.append(...children);
  return element;
};

/** @param {string} id  @param {readonly Child[]} children */
export const fill = (id, children) => at(id).replaceChildren(...children);

/** @param {string} id  @param {boolean} isShown */
export const show = (id, isShown) => {
  at(id).hidden = !isShown;
};

/** Says what happened, in the section's own place, which is read out. @param {string} id  @param {string} text  @param {Tone} tone */
export const say = (id, text, tone = 'plain') => {
  at(id).textContent = text;
  at(id).dataset['tone'] = tone;
};

/** Takes back what was said. @param {string} id */
export const hush = (id) => {
  at(id).textContent = '';
  delete at(id).dataset['tone'];
};

/**
 * Acts on a click, once at a time. What goes wrong is said in the section.
 * @param {string} id  @param {string} says  @param {() => Promise<void> | void} act
 */
export const onClick = (id, says, act) =>
  at(id).addEventListener('click', () => void busy(button(id), says, act));

/** @param {string} id  @param {string} buttonId  @param {string} says  @param {() => Promise<void> | void} act */
export const onSubmit = (id, buttonId, says, act) =>
  at(id).addEventListener('submit', (event) => {
    event.preventDefault();
    void busy(button(buttonId), says, act);
  });

/** @param {HTMLButtonElement} pressed  @param {string} says  @param {() => Promise<void> | void} act */
export const busy = async (pressed, says, act) => {
  if (pressed.getAttribute('aria-busy') === 'true') return;
  pressed.setAttribute('aria-busy', 'true');
  try {
    await act();
  } catch (error) {
    say(says, error instanceof Error ? error.message : String(error), 'bad');
  } finally {
    pressed.removeAttribute('aria-busy');
  }
};

/** @param {string} text  @param {Tone} tone */
export const tag = (text, tone = 'plain') => make('span', { class: 'tag', 'data-tone': tone }, text);

/** The clock's time of a moment. @param {string | number} when */
export const timeOf = (when) => new Date(when).toLocaleTimeString();

/** The beginning of something long. @param {string} text */
export const brief = (text, length = 10) => (text.length > length ? `${text.slice(0, length)}…` : text);
