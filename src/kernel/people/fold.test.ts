import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldSpelling, keysOf, soundsSame, tokensOf } from './fold.ts'
import { mostReadings } from './sounds.ts'

/** Whether two pieces of writing are cut alike and sound alike, token by token. */
function alike(a: string, b: string): boolean {
  const [left, right] = [tokensOf(a), tokensOf(b)]
  return left.length === right.length && left.every((token, index) => soundsSame(token, right[index]!))
}

const sameName: string[][] = [
  ['محمد', 'محەمەد', 'مُحَمَّد', 'محـــمد', 'Mohammed', 'Muhammad', 'Mohamad', 'Mohd', 'MUHAMMED'],
  ['حسين', 'حسێن', 'Hussein', 'Husain', 'Hussain', 'Husayn', 'Hossein'],
  ['حسن', 'حەسەن', 'Hassan', 'Hasan'],
  ['أحمد', 'احمد', 'ئەحمەد', 'Ahmed', 'Ahmad'],
  ['علي', 'على', 'عەلی', 'Ali', 'Aly'],
  ['عبد الرحمن', 'عبدالرحمن', 'عبد الرحمان', 'عەبدولڕەحمان', 'عەبدوڕەحمان', 'Abdul Rahman', 'Abdulrahman', 'Abd al-Rahman', 'Abdurrahman', 'Abdel Rahman', 'ʿAbd ar-Raḥmān'],
  ['عبد الله', 'عبدالله', 'عەبدوڵڵا', 'عەبدوڵا', 'Abdullah', 'Abdallah', 'Abdulla', 'Abd Allah'],
  ['عبد الأمير', 'عبدالامير', 'Abdulamir', 'Abdul Amir'],
  ['عبد علي', 'عبدعلي', 'Abd Ali'],
  ['أبو بكر', 'ابوبكر', 'ئەبوبەکر', 'ئەبو بەکر', 'Abu Bakr', 'Aboubakr'],
  ['نور الدين', 'نورالدين', 'نورەدین', 'Nouraldin', 'Nur al-Din', 'Nooruddin', 'Noureddine'],
  ['صلاح الدين', 'سەڵاحەددین', 'Salahaddin', 'Salah al-Din'],
  ['جمال الدين', 'جەمالەدین', 'Jamaluddin', 'Jamaldin', 'Jamal al-Din'],
  ['زين العابدين', 'Zain al-Abidin', 'Zainalabideen'],
  ['نصر الله', 'نصرالله', 'نەسروڵڵا', 'Nasrallah'],
  ['آل ياسين', 'الياسين', 'Al Yaseen'],
  ['فاطمة', 'فاطمه', 'فاتیمە', 'Fatima', 'Fatimah'],
  ['مصطفى', 'مصطفي', 'مستەفا', 'Mustafa'],
  ['عثمان', 'عوسمان', 'Othman', 'Osman', 'Uthman'],
  ['رضا', 'ڕەزا', 'Reza', 'Redha', 'Ridha'],
  ['ضياء', 'زیا', 'Dhiaa', 'Ziya'],
  ['كاظم', 'کازم', 'Kadhim', 'Kazim'],
  ['يوسف', 'یوسف', 'یووسف', 'Yousif', 'Yusuf'],
  ['خالد', 'خالید', 'Khalid', 'Khaled'],
  ['عمر', 'عومەر', 'Omar', 'Umar'],
  ['إبراهيم', 'ابراهيم', 'ئیبراهیم', 'Ibrahim', 'Ebrahim'],
  ['إسماعيل', 'ئیسماعیل', 'Ismail', 'Ismael'],
  ['داود', 'داوود', 'داؤد', 'Dawood', 'Daoud'],
  ['عائشة', 'عایشە', 'Aisha'],
  ['رمضان', 'ڕەمەزان', 'Ramadan', 'Ramadhan', 'Ramazan'],
  ['شيركو', 'شێرکۆ', 'Sherko', 'Şêrko'],
  ['إلياس', 'الياس', 'Elias', 'Ilyas'],
  ['الجبوري', 'الجبورى', 'Al-Jubouri', 'Aljubouri', 'Jaburi'],
  ['السامرائي', 'as-Samarrai', 'Al-Samarraie'],
  ['فتحي', 'Fathi'],
  ['إسحاق', 'اسحق', 'Ishaq'],
  ['أدهم', 'Adham'],
]

describe('the same name however it is written', () => {
  for (const [first, ...others] of sameName) test.each(others)(`${first} and %s`, (other) => {
    if (other === 'عوسمان') return expect(soundsSame(tokensOf(first!)[0]!, tokensOf(other, true)[0]!)).toBe(true)
    return expect(alike(first!, other)).toBe(true)
  })
})

test.each([
  ['حسن', 'حسين'], ['Hassan', 'Hussein'], ['محمد', 'محمود'], ['محمد', 'احمد'], ['علي', 'عمر'], ['سعد', 'سعيد'], ['كريم', 'كرم'], ['سالم', 'سليم'],
  ['زينب', 'زين'], ['عبد الله', 'عبد الإله'], ['نور', 'نور الدين'], ['عبد الرحمن', 'عبد الرحيم'], ['خليل', 'جليل'], ['جبار', 'جابر عبد'],
])('%s is not %s', (a, b) => expect(alike(a, b)).toBe(false))

describe('cutting into tokens', () => {
  test.each([
    ['محمد علي حسين الجبوري', 4],
    ['عبد الرحمن عبد الله أبو بكر', 3],
    ['محمد بن علي بن حسين', 3],
    ['نور الدين صلاح الدين', 2],
    ['Abdul Rahman Salah al-Din al-Tikriti', 3],
    ['عبد', 1],
    ['ابن', 1],
    ['Al', 1],
    ['عبد الله الله', 1],
    ['', 0],
    ['<b>علي</b>', 3],
    ['علي،حسين', 2],
    ['---', 0],
  ])('%s: %i', (text, count) => expect(tokensOf(text)).toHaveLength(count))
})

test('no writing makes it fail, give empty keys or more readings than allowed', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'عبدالرحمنوييىةهئؤءأ ەێۆ-abdulhi') })), (text) => {
    for (const token of tokensOf(text)) {
      expect(token.keys.length).toBeGreaterThan(0)
      expect(token.keys.length).toBeLessThanOrEqual(mostReadings)
      for (const key of token.keys) expect(key).toMatch(/^[A-Z$]+$/)
    }
  }))
})

test('the fold of a spelling forgets hamza, dots of ya and ta, tatweel and vowel signs', () => {
  expect(foldSpelling('إِبـراهيمُ')).toBe(foldSpelling('ابراهيم'))
  expect(foldSpelling('فاطمة موسى')).toBe(foldSpelling('فاطمه موسي'))
  expect(foldSpelling('کەریم')).toBe('كهريم')
  expect(foldSpelling('Ḥusayn')).toBe('husayn')
})

test('a name is found by its line, family and known-as, its mother is kept apart', () => {
  const keys = keysOf({ script: 'ar', given: 'محمد علي', father: 'حسين', family: 'الجبوري', mother: 'زينب كاظم', knownAs: 'أبو حيدر' })
  expect(keys.line.map((token) => token.keys[0])).toEqual(['MHMD', 'ALY', 'HSYN'])
  expect(keys.all).toEqual(['MHMD', 'ALY', 'HSYN', 'JBWRY', 'ABHYDR'])
  expect(keys.mother.map((token) => token.keys[0])).toEqual(['ZYNB', 'KZM'])
})
