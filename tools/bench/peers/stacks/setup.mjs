// What each of these functions is told by its environment, as a deployed one is, and the answer that all of them give.
export const { alg, jwk, pem, issuer, audience, typ } = JSON.parse(process.env.BENCH_SETUP);

export const answerFor = ({ sub, roles }) => ({ id: sub, roles });
