import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import { POLL_TIMEOUT } from '../test/support/patience.js'
import '../src/styles/styles.css'

// How long a play function waits in `findBy…` and `waitFor`.
configure({ asyncUtilTimeout: POLL_TIMEOUT })

const preview: Preview = {
  tags: ['autodocs'],
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
