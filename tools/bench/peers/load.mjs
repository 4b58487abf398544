// Imports a package of this folder, for sources that lie outside of it.
export const load = (name) => import(name);
