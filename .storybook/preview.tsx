import type { Preview } from '@storybook/react-vite'
import '../src/styles/styles.css'

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
