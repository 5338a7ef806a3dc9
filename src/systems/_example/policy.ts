import type { PolicyRule } from '#kernel/access/policy.ts'

export const policy: readonly PolicyRule[] = [
  { roles: ['station-officer', 'station-commander'], may: ['_example.register'], on: 'new',
    because: { ar: 'يسجّل المركز ما يُعثر عليه ويُسلَّم إليه', ckb: 'بنکە ئەو شتانە تۆمار دەکات کە دەدۆزرێنەوە و پێی دەدرێن', en: 'A station registers what is found and given in' } },
  { roles: ['station-officer', 'station-commander'], may: ['_example.return', '_example.read'], on: ['holder'],
    because: { ar: 'يعيد المفقودات من يحوزها', ckb: 'ئەوەی شتەکەی لایە دەیگەڕێنێتەوە', en: 'Whoever holds lost property returns it' } },
  { roles: ['inspector'], may: ['_example.read'], on: 'any',
    because: { ar: 'يطّلع المفتش على كل سجل', ckb: 'پشکنەر هەموو تۆمارێک دەبینێت', en: 'The inspector reads every register' } },
]
