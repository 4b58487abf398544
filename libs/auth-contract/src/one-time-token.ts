// What the routes take that are given the token of a link. Any string fits: one that is no token of ours answers like a bad one.
import Type from 'typebox';

export const OneTimeToken = Type.String({
  description: 'Of the link in a mail, behind `token=`; good once.',
  examples: ['p7Qx2mB2yXbYq1uG5o7kT3nAs8dQm1Lw0f4cJpR6vKe'],
});
