/** What a check of a scanner may find, apart from the measuring: the screens know these without the engine. */
export const sensorFaults = [
  'not-empty', 'dirty', 'dead-pixels', 'dead-lines', 'uneven-light', 'dark-empty',
  'no-finger', 'low-contrast', 'narrow-grey', 'few-levels', 'saturated', 'scale-doubtful', 'old-image',
  'bars-not-found', 'wrong-resolution', 'distorted', 'low-modulation',
] as const
export type SensorFault = (typeof sensorFaults)[number]
