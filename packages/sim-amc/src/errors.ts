import { defineErrors } from '@banc-gap/pki';

export const amcErrors = defineErrors({
  AMC_FAULT_TARGET_UNKNOWN: {
    message: 'The insurer has no operation "{target}" to fail at; it has {known}',
    next: 'Name one of them: clc.',
  },
  AMC_FAULT_UNKNOWN: {
    message: 'Operation {target} of the insurer has no fault "{fault}"; there are {known}',
    next: 'Name one of them, with a probability if it is to happen now and then: lost-reply@0.2.',
  },
});
