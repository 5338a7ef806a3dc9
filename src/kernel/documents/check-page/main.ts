// The page that works from a saved file. Its keys, policy and titles stand in it as JSON; the server puts them there.
import type { Lang } from '#kernel/words/text.ts'
import { mountChecker } from './checker.ts'
import type { CheckerData } from './checker.ts'
import { checkerWords } from './words.ts'

const LANGS: readonly (readonly [Lang, string])[] = [['ar', 'العربية'], ['ckb', 'کوردی'], ['en', 'English']]

function draw(lang: Lang): void {
  document.documentElement.lang = lang
  document.documentElement.dir = lang === 'en' ? 'ltr' : 'rtl'
  document.title = checkerWords.title[lang]
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as CheckerData
  const nav = document.createElement('nav')
  for (const [one, name] of LANGS) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: name, lang: one })
    button.setAttribute('aria-pressed', String(one === lang))
    button.addEventListener('click', () => { draw(one) })
    nav.append(button)
  }
  const title = Object.assign(document.createElement('h1'), { textContent: checkerWords.title[lang] })
  const place = document.createElement('div')
  document.querySelector('main')?.replaceChildren(nav, title, place)
  mountChecker(place, lang, data, location.hash.slice(1))
}

draw('ar')
