/** What similar names share: the skeleton of a word's consonants in eight coarse classes. For finding only; comparing is the distance's work. */

const classes: Readonly<Record<string, string>> = {
  b: 'B', p: 'B', f: 'F', v: 'F', m: 'M', n: 'N', l: 'L', r: 'R', t: 'T', T: 'T', d: 'T', D: 'TS', '0': 'TS', '5': 'ST', s: 'S', S: 'S', z: 'S', Z: 'SJ', '6': 'ST',
  $: 'JS', C: 'JK', j: 'JK', c: 'KJ', K: 'SJ', k: 'K', q: 'K', g: 'KJ', x: 'K', X: 'K', G: 'K',
}
const mostKeys = 6

/** The skeletons of a word's sounds, the likeliest first, '-' for a word without any such consonant. */
export function skeletons(sounds: string): string[] {
  let open = ['']
  for (const sound of sounds) {
    const choices = classes[sound]
    if (!choices) continue
    open = choices.length === 1 || open.length * 2 > mostKeys ? open.map((key) => (key.endsWith(choices[0]!) ? key : key + choices[0]!)) : [...choices].flatMap((one) => open.map((key) => (key.endsWith(one) ? key : key + one)))
  }
  return [...new Set(open.map((key) => key || '-'))]
}

/** A skeleton and all that lack one of its consonants: two words one consonant apart share one of these. */
export function deletions(key: string): string[] {
  if (key.length < 3) return [key]
  const found = new Set([key])
  for (let i = 0; i < key.length; i++) found.add((key.slice(0, i) + key.slice(i + 1)).replaceAll(/(.)\1/g, '$1'))
  return [...found]
}
