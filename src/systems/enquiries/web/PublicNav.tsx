import { NavLink } from 'react-router'
import { useWords } from '#kernel/web/words.tsx'
import './enquiries.css'

/** The pages that need no account, beside one another. */
export function PublicNav() {
  const { t } = useWords()
  return (
    <nav className="en-nav mz-no-print">
      <NavLink to="/where">{t('enquiries.where')}</NavLink>
      <NavLink to="/check">{t('enquiries.check')}</NavLink>
      <NavLink to="/open-data">{t('enquiries.openData')}</NavLink>
      <NavLink to="/log">{t('enquiries.log')}</NavLink>
    </nav>
  )
}
