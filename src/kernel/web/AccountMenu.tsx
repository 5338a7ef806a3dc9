import { Menu, UnstyledButton } from '@mantine/core'
import { IconBuilding, IconKeyboard, IconLogout, IconUserCog } from '@tabler/icons-react'
import { Link } from 'react-router'
import { openKeyboardHelp } from './keyboard-help.ts'
import { useSession } from './session.tsx'
import { useWords } from './words.tsx'

/** Office and post, the other posts of this account, and the way out. */
export function AccountMenu() {
  const { t, has } = useWords()
  const session = useSession()
  const { post, posts = [], personName = '' } = session
  const title = post ? (post.title || (has(`role.${post.role}`) ? t(`role.${post.role}`) : post.role)) : t('shell.account')
  return (
    <Menu position="bottom-end" shadow="md" width={280}>
      <Menu.Target>
        <UnstyledButton className="mz-post" aria-label={`${t('shell.account')}: ${post?.office.name ?? personName} ${title}, ${personName}`}>
          <b><bdi>{post?.office.name ?? personName}</bdi></b>{' '}
          <span><bdi>{title}</bdi></span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label><bdi>{personName}</bdi></Menu.Label>
        {posts.length > 1 && <Menu.Label>{t('shell.post.switch')}</Menu.Label>}
        {posts.length > 1 && posts.map((one) => (
          <Menu.Item key={one.id} leftSection={<IconBuilding size={18} />} disabled={one.id === post?.id} onClick={() => void session.switchPost(one.id)}>
            <bdi>{one.title}</bdi> · <bdi>{one.office.name}</bdi>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserCog size={18} />} component={Link} to="/account">{t('shell.account')}</Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} />} rightSection={<kbd>?</kbd>} onClick={openKeyboardHelp}>{t('shell.keys')}</Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void session.signOut()}>{t('shell.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
