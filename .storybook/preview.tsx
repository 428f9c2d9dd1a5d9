import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import { POLL_TIMEOUT } from '../test/support/patience.js'
import '../src/styles/styles.css'

// How long a play function waits in `findBy…` and `waitFor`.
configure({ asyncUtilTimeout: POLL_TIMEOUT })

type Enhancer = NonNullable<Preview['argTypesEnhancers']>[number]

interface Documented {
  readonly __docgenInfo?: {
    readonly props?: Readonly<Record<string, { readonly description?: string }>>
  }
}

/** Shows the `@default` of each prop's docstring in the table of props. */
const withDefaults: Enhancer = ({ argTypes, component }) => {
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the name that react-docgen writes
  const props = (component as Documented | undefined)?.__docgenInfo?.props
  const defaultOf = (name: string) =>
    /@default\s+([^@]+)/.exec(props?.[name]?.description ?? '')?.[1]?.trim()
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, type]) => {
      const summary = defaultOf(name)
      const table = { ...type.table, defaultValue: { summary } }
      return [name, summary === undefined ? type : { ...type, table }]
    }),
  )
}

const preview: Preview = {
  tags: ['autodocs'],
  argTypesEnhancers: [withDefaults],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    options: {
      storySort: {
        order: [
          'Welcome',
          'Live',
          'Rehearse faults',
          'States',
          'Recipes',
          'Theming',
          'Host pages',
          'Languages',
          'Accessibility',
          'Styling',
          'Host app with React Query',
          'Statuses',
        ],
      },
    },
  },
}

export default preview
