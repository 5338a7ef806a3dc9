/** The published values of the formats that the ledger speaks, as tables of our own; each names its document. */
import { createPrivateKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts'
import { canonical } from './canonical.ts'
import { consistencySpans, hashAt, inclusionSpans, leafHash, nodeHash, rootOf, spanRoot, verifyConsistency, verifyInclusion } from './merkle.ts'
import type { Span } from './merkle.ts'
import { makeSigner, NoteError, openCheckpoint, openNote, parseCheckpoint, parseVerifierKey, signNote, splitNoteText } from './note.ts'
import { frontierTiles, tilePath } from './tiles.ts'

describe('signed note: the example of golang.org/x/mod/sumdb/note', () => {
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const signature = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
  const signer = makeSigner('PeterNeumann', createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' }))

  test('its key, its signature byte for byte, its opening', () => {
    expect(signer.verifierKey).toBe(vkey)
    expect(parseVerifierKey(vkey).id).toBe(0xc74f20a3)
    expect(signNote(text, [signer])).toBe(`${text}\n${signature}`)
    expect(openNote(`${text}\n${signature}`, [parseVerifierKey(vkey)])).toEqual({ text, signatures: [{ name: 'PeterNeumann', id: 0xc74f20a3 }] })
  })

  test('no part of the key and no changed letter of it is a key', () => {
    for (let from = 0; from < vkey.length; from++) {
      for (let to = from + 1; to <= vkey.length; to++) {
        if (from > 0 || to < vkey.length) expect(() => parseVerifierKey(vkey.slice(from, to))).toThrow(NoteError)
      }
      const next = String.fromCharCode(vkey.charCodeAt(from) + 1)
      expect(() => parseVerifierKey(vkey.slice(0, from) + next + vkey.slice(from + 1))).toThrow(NoteError)
    }
    for (const key of ['PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW']) {
      expect(() => parseVerifierKey(key)).toThrow(NoteError)
    }
  })

  test.each([
    text, `${text}\n`, `${text}\n${signature.slice(0, -1)}`, `${text}${signature}`, `\n${signature}`.slice(1), `${text}\n\n${signature}x`, `${text}\n— \n`, `${text}\n${signature.replace('— ', '-- ')}`,
    `${text}\n${signature.replace('x08go', '!!!!!')}`, `${text}\n${signature.replace('PeterNeumann ', 'PeterNeumann')}`, `${text}\r\n\n${signature}`,
  ])('malformed: %j', (note) => {
    expect(() => openNote(note, [parseVerifierKey(vkey)])).toThrow(NoteError)
  })

  test('sixteen signatures are read, as the specification demands', () => {
    const others = Array.from({ length: 15 }, (_, i) => signature.replace('PeterNeumann', `Other${i}`)).join('')
    expect(openNote(`${text}\n${others}${signature}`, [parseVerifierKey(vkey)]).signatures).toHaveLength(1)
  })
})

describe('tlog-checkpoint and tlog-cosignature: the examples of c2sp.org', () => {
  const body = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
  const logLine = '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
  const witnessLine = '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n'

  test('the checkpoint is read', () => {
    const note = `${body}\n${logLine}${witnessLine}`
    expect(splitNoteText(note)).toBe(body)
    expect(parseCheckpoint(body)).toEqual({ origin: 'example.com/behind-the-sofa', size: 20_852_163, root: Buffer.from('0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62', 'hex') })
  })

  test('the bytes of the cosignature are key id, time, signature, as ours are', () => {
    const bytes = Buffer.from(witnessLine.split(' ')[2]!, 'base64')
    expect([bytes.length, bytes.toString('hex', 0, 4), bytes.readBigUInt64BE(4)]).toEqual([4 + 8 + 64, '8d66cf3f', 1_679_315_147n])
    const at = new Date(1_679_315_147_000)
    const witness = makeSigner('witness.example.com/w1', createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]), format: 'der', type: 'pkcs8' }), { witness: true, now: () => at })
    const own = witness.sign(body)
    expect([own.length, own.readBigUInt64BE(0)]).toEqual([72, 1_679_315_147n])
    expect(openNote(signNote(body, [witness]), [parseVerifierKey(witness.verifierKey)]).signatures).toEqual([{ name: 'witness.example.com/w1', id: witness.id, at }])
  })

  test('the same signature in its first life: the checksum database of Go, a log that runs since 2019', () => {
    const golang = parseVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
    const note = `${body.replace('example.com/behind-the-sofa', 'go.sum database tree')}\n${logLine.replace('example.com/behind-the-sofa', 'sum.golang.org')}`
    expect(openNote(note, [golang]).signatures).toEqual([{ name: 'sum.golang.org', id: 0x033de0ae }])
    expect(() => openNote(note.replace('20852163', '20852164'), [golang])).toThrow('is wrong')
    // It is older than the rule that a log signs under its own origin.
    expect(() => openCheckpoint(note, [golang])).toThrow('has not signed its own checkpoint')
  })

  test('tlog-witness: the example of a request', () => {
    const hashes = ['PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=', 'jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=', '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=', '/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=']
    const second = logLine.replace(/ \S+\n$/, ' opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n')
    const request = `old 20852014\n${hashes.join('\n')}\n\n${body}\n${logLine}${second}`
    const parsed = parseAddCheckpoint(request)!
    expect(parsed).toEqual({ old: 20_852_014, proof: hashes.map((hash) => Buffer.from(hash, 'base64')), note: `${body}\n${logLine}${second}` })
    expect(formatAddCheckpoint(parsed)).toBe(request)
  })
})

describe('tlog-tiles: the examples of c2sp.org', () => {
  test('paths', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067')
    expect(tilePath('entries', 1_234_067, 8)).toBe('tile/entries/x001/x234/067.p/8')
  })

  test.each<[number, { level: number; index: number; width: number }[]]>([
    [256, [{ level: 0, index: 1, width: 0 }, { level: 1, index: 0, width: 1 }]],
    [70_000, [{ level: 0, index: 273, width: 112 }, { level: 1, index: 1, width: 17 }, { level: 2, index: 0, width: 1 }]],
  ])('the partial tiles of a tree of %i', (size, tiles) => {
    expect(frontierTiles(size)).toEqual(tiles)
  })
})

describe('RFC 9162 section 2.1.5: the tree of seven leaves', () => {
  // hash = (k l), k = (g h), l = (i j); g = (a b), h = (c d), i = (e f); j is d6; a … f are the hashes of d0 … d5.
  const leaves = Array.from({ length: 7 }, (_, i) => leafHash(Buffer.from(`d${i}`)))
  const [a, b, c, d, e, f, j] = leaves as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]
  const g = nodeHash(a, b)
  const h = nodeHash(c, d)
  const i = nodeHash(e, f)
  const k = nodeHash(g, h)
  const l = nodeHash(i, j)
  const root = nodeHash(k, l)
  const all = Buffer.concat(leaves)
  const at = (span: Span) => spanRoot(span, (part) => rootOf(all.subarray(part.from * 32, part.to * 32)))

  test.each<[string, number, Buffer[]]>([['d0', 0, [b, h, l]], ['d3', 3, [c, g, l]], ['d4', 4, [f, j, k]], ['d6', 6, [i, k]]])('the inclusion proof of %s', (_, index, path) => {
    expect(inclusionSpans(index, 7).map(at)).toEqual(path)
    expect(verifyInclusion(hashAt(all, index), index, 7, path, root)).toBe(true)
  })

  // Grown step by step: three leaves hash0 = (g c), four hash1 = k, six hash2 = (k i).
  test.each<[number, Buffer, Buffer[]]>([[3, nodeHash(g, c), [c, d, g, l]], [4, k, [l]], [6, nodeHash(k, i), [i, j, k]]])('the consistency proof from %i', (size, older, path) => {
    expect(rootOf(all)).toEqual(root)
    expect(rootOf(all.subarray(0, size * 32))).toEqual(older)
    expect(consistencySpans(size, 7).map(at)).toEqual(path)
    expect(verifyConsistency({ size, root: older }, { size: 7, root }, path)).toBe(true)
  })
})

describe('RFC 8785', () => {
  test.each<[string, string]>([
    ['0000000000000000', '0'], ['8000000000000000', '0'], ['0000000000000001', '5e-324'], ['8000000000000001', '-5e-324'], ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'], ['4340000000000000', '9007199254740992'], ['c340000000000000', '-9007199254740992'], ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'], ['44b52d02c7e14af6', '1e+23'], ['44b52d02c7e14af7', '1.0000000000000001e+23'], ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'], ['444b1ae4d6e2ef50', '1e+21'], ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'], ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'], ['41b3de4355555554', '333333333.33333325'], ['41b3de4355555555', '333333333.3333333'], ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'], ['becbf647612f3696', '-0.0000033333333333333333'], ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the number of the bits %s', (bits, text) => {
    expect(canonical(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  test.each(['7fffffffffffffff', '7ff0000000000000'])('appendix B: %s is an error', (bits) => {
    expect(() => canonical(Buffer.from(bits, 'hex').readDoubleBE())).toThrow(TypeError)
  })

  // The inputs and outputs that the RFC's section 3.2 and its author's test suite give.
  test.each<[string, string, string]>([
    ['arrays', '[ 56, { "d": true, "10": null, "1": [ ] } ]', '[56,{"1":[],"10":null,"d":true}]'],
    ['French', '{"peach": "This sorting order","péché": "is wrong according to French","pêche": "but canonicalization MUST","sin":   "ignore locale"}',
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}'],
    ['structures', '{"1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0},"10": { },"": "empty","a": { },"111": [ {"e": "yes","E": "no" } ],"A": { }}',
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}'],
    ['Unicode that is not normalised', '{"Unnormalized Unicode":"A\\u030a"}', '{"Unnormalized Unicode":"A\u030a"}'],
    ['values', '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals": [null, true, false]}',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'],
    ['strange keys', '{"\\u20ac": "Euro Sign","\\r": "Carriage Return","\\u000a": "Newline","1": "One","\\u0080": "Control\\u007f","\\ud83d\\ude02": "Smiley","\\u00f6": "Latin Small Letter O With Diaeresis","\\ufb33": "Hebrew Letter Dalet With Dagesh","</script>": "Browser Challenge"}',
      '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew Letter Dalet With Dagesh"}'],
  ])('%s', (_, input, output) => {
    expect(canonical(JSON.parse(input))).toBe(output)
    expect(canonical(JSON.parse(output))).toBe(output)
  })
})
