import { defineErrors } from '@banc-gap/pki';

export const pspErrors = defineErrors({
  PSP_FAULT_TARGET_UNKNOWN: {
    message: 'The payment provider has no operation "{target}" to fail at; it has {known}',
    next: 'Name one of them, or one for a single account: payments:ch-test.',
  },
  PSP_FAULT_UNKNOWN: {
    message: 'Operation {target} of the payment provider has no fault "{fault}"; there are {known}',
    next: 'Name one of them, with a probability if it is to happen now and then: lost-reply@0.2.',
  },
  PSP_CLOCK_BACKWARDS: {
    message: 'The day of the payment provider cannot go back: {days} days were asked for',
    next: 'Give a number of days from 0 to 3660, or start with a new state.',
  },
});
