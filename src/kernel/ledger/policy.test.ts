import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkPolicy } from './check-policy.ts'
import { sha256 } from './merkle.ts'
import { addSignatures, formatCheckpoint, makeSigner, parseVerifierKey, signNote } from './note.ts'
import { describeQuorum, isQuorum, openPolicy, parsePolicy, PolicyError, quorumWitnesses } from './policy.ts'

const key = () => generateKeyPairSync('ed25519').privateKey
const at = new Date('2026-11-22T08:00:00Z')
const log = makeSigner('log.test/one', key())
const [x1, x2, x3, y1, y2] = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name) => makeSigner(`${name}.test`, key(), { witness: true, now: () => at })) as [typeof log, typeof log, typeof log, typeof log, typeof log]
const note = signNote(formatCheckpoint({ origin: log.name, size: 40, root: sha256('root') }), [log])

/** The shape of the specification's example: two of the X's and one of the Y's. */
const text = `# two houses
log ${log.verifierKey} https://log.test/one
witness X1 ${x1.verifierKey} http://x1.test
witness X2\t${x2.verifierKey}
  witness X3 ${x3.verifierKey}
group X-witnesses 2 X1 X2 X3

witness Y1 ${y1.verifierKey}
witness Y2 ${y2.verifierKey}
group Y-witnesses any Y1 Y2

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`

describe('a policy', () => {
  const policy = parsePolicy(text)
  test('is read', () => {
    expect(policy.logs).toEqual([{ vkey: log.verifierKey, url: 'https://log.test/one' }])
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([['X1', 'http://x1.test'], ['X2', undefined], ['X3', undefined], ['Y1', undefined], ['Y2', undefined]])
    expect(describeQuorum(policy)).toBe('2 of 2: (2 of 3: X1, X2, X3), (1 of 2: Y1, Y2)')
    expect(quorumWitnesses(policy).map((witness) => witness.name)).toEqual(['X1', 'X2', 'X3', 'Y1', 'Y2'])
  })

  test.each<[string[], boolean]>([
    [[], false], [['X1', 'X2'], false], [['Y1', 'Y2'], false], [['X1', 'Y1'], false], [['X1', 'X3', 'Y2'], true], [['X1', 'X2', 'X3', 'Y1', 'Y2'], true], [['X1', 'X2', 'stranger'], false],
  ])('%j are enough: %s', (names, enough) => {
    expect(isQuorum(policy, new Set(names))).toBe(enough)
  })

  test('that asks for nobody', () => {
    expect(isQuorum(openPolicy, new Set())).toBe(true)
    expect(parsePolicy('quorum none\n').witnesses).toEqual([])
    expect(describeQuorum(openPolicy)).toBe('')
  })

  const w = `witness A ${x1.verifierKey}`
  test.each<[string, string, number]>([
    ['no quorum', `${w}\n`, 0],
    ['two quorums', `${w}\nquorum A\nquorum A\n`, 3],
    ['a quorum of nobody that is known', 'quorum A\n', 1],
    ['a member that comes later', `group g all A\n${w}\nquorum g\n`, 1],
    ['none as a member', 'group g all none\nquorum g\n', 1],
    ['a member of two groups', `${w}\ngroup g all A\ngroup h all A\nquorum h\n`, 3],
    ['a member twice', `${w}\ngroup g 2 A A\nquorum g\n`, 2],
    ['more than there are', `${w}\ngroup g 2 A\nquorum g\n`, 2],
    ['none of them', `${w}\ngroup g 0 A\nquorum g\n`, 2],
    ['a number that is none', `${w}\ngroup g most A\nquorum g\n`, 2],
    ['an empty group', `group g all\nquorum g\n`, 1],
    ['one name for two', `${w}\nwitness A ${x2.verifierKey}\nquorum A\n`, 2],
    ['one key under two names', `${w}\nwitness B ${x1.verifierKey}\nquorum A\n`, 2],
    ['none as a name', `witness none ${x1.verifierKey}\nquorum none\n`, 1],
    ['a log’s key for a witness', `witness A ${log.verifierKey}\nquorum A\n`, 1],
    ['a witness’s key for a log', `log ${x1.verifierKey}\nquorum none\n`, 1],
    ['a log twice', `log ${log.verifierKey}\nlog ${log.verifierKey}\nquorum none\n`, 2],
    ['a key that is none', 'witness A abc\nquorum A\n', 1],
    ['an unknown word', 'wittness A\nquorum none\n', 1],
    ['a control character', 'quorum none\r\n', 0],
  ])('with %s is refused', (_, wrong, line) => {
    expect(() => parsePolicy(wrong)).toThrow(PolicyError)
    try { parsePolicy(wrong) } catch (error) { expect((error as PolicyError).line).toBe(line) }
  })
})

describe('a checkpoint against a policy', () => {
  const policy = parsePolicy(text)
  const enough = addSignatures(note, [x1, x3, y2])

  test('with enough witnesses is believed', () => {
    expect(checkPolicy(enough, policy)).toEqual({ ok: true, checkpoint: { origin: log.name, size: 40, root: sha256('root') }, cosigned: ['X1', 'X3', 'Y2'].map((witness) => ({ witness, at })) })
    expect(checkPolicy(note, openPolicy, [parseVerifierKey(log.verifierKey)])).toMatchObject({ ok: true, cosigned: [] })
  })

  test('without enough of them names who is missing', () => {
    expect(checkPolicy(addSignatures(note, [x1, y2]), policy)).toMatchObject({ ok: false, problem: { kind: 'quorum', have: ['X1', 'Y2'], missing: ['X2', 'X3', 'Y1'] } })
    expect(checkPolicy(note, policy)).toMatchObject({ ok: false, problem: { kind: 'quorum', have: [] } })
  })

  test('a stranger who takes a witness’s name counts for nothing', () => {
    const stranger = makeSigner('x1.test', key(), { witness: true })
    expect(checkPolicy(addSignatures(note, [stranger, x3, y2]), policy)).toMatchObject({ ok: false, problem: { kind: 'quorum', have: ['X3', 'Y2'] } })
  })

  test.each<[string, string, string]>([
    ['a text that is no checkpoint', 'hello\n', 'malformed'],
    ['a changed size', enough.replace('\n40\n', '\n41\n'), 'log-signature'],
    ['another log’s checkpoint', signNote(formatCheckpoint({ origin: 'log.test/two', size: 40, root: sha256('root') }), [makeSigner('log.test/two', key())]), 'log-signature'],
    ['a false signature of a witness', enough.replace(/(?<=x1\.test .{30})./, (c) => (c === 'A' ? 'B' : 'A')), 'witness-signature'],
  ])('%s is named', (_, wrong, kind) => {
    expect(checkPolicy(wrong, policy)).toMatchObject({ ok: false, problem: { kind } })
  })

  test('a key counts in its period only', () => {
    const within = (period: string) => checkPolicy(note, openPolicy, [parseVerifierKey(`${log.verifierKey} ${period}`)])
    expect([within('0-40'), within('40-'), within('40-40'), within('1-99')].map((check) => check.ok)).toEqual([true, true, true, true])
    expect([within('0-39'), within('41-')].map((check) => check.problem?.kind)).toEqual(['key-retired', 'key-retired'])
    expect(checkPolicy(note, openPolicy)).toMatchObject({ ok: false, problem: { kind: 'no-log-key' } })
    expect(checkPolicy(enough, policy, [parseVerifierKey(`${log.verifierKey} 0-39`)])).toMatchObject({ ok: false, problem: { kind: 'key-retired' } })
  })
})
