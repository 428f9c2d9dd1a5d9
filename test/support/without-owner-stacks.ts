/**
 * React's development build takes a stack trace for each element it makes, which is half of the
 * time of a test that shows every state; it stops for a second after the ten-thousandth. Warnings
 * stay, without the list of owners.
 */
import * as React from 'react'

type Internals = { readonly [key: string]: { recentlyCreatedOwnerStacks?: number } | undefined }

const internals = (React as unknown as Internals)[
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE'
]
if (internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => Infinity, set() {} })
