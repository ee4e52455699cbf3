import { defineErrors } from '@banc-gap/pki';

export const dpErrors = defineErrors({
  DP_FAULT_TARGET_UNKNOWN: {
    message: 'The DP has no operation "{target}" to fail at; it has {known}',
    next: 'Name one of them, or one for a single patient: consultations:180019999900168.',
  },
  DP_FAULT_UNKNOWN: {
    message: 'Operation {target} of the DP has no fault "{fault}"; there are {known}',
    next: 'Name one of them, with a probability if it is to happen now and then: lost-reply@0.2.',
  },
  DP_GATEWAY_KEY_SHARED: {
    message: 'The gateway to the DP would use one key for two persons: {person} and {owner}',
    next: 'Give each person the PRO AUTH certificate that was ordered for them, with a key of its own.',
  },
});
