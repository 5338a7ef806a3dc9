/** How one part of two descriptions agrees, and why. Apart from the comparing itself, for the browser shows it. */

/** 'close': said alike, or a date that may be the same; 'omitted': only one of the two has it; 'missing': neither says enough. */
export type Agreement = 'same' | 'close' | 'different' | 'omitted' | 'missing'
/** Why: written alike, alike in another writing, said alike, written as one, on the left or right only, two different names. */
export const Why = ['spelling', 'script', 'sound', 'joined', 'left-only', 'right-only', 'contradiction'] as const
export type Why = (typeof Why)[number]
