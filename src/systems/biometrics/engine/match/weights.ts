// Made by training; see the engine's README for what it was trained on.
export const weights: readonly number[] = [1.08352, 0.28330, 1.00432, 1.29023, -0.09429, 18.59177, 43.52752]
export const bias = -4.74764
/** Above this logit a false match gets ten times rarer every 1 / `fmrSlope`. */
export const fmrStart = -4.280
export const fmrSlope = 0.5047
