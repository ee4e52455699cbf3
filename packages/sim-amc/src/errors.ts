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
  AMC_TEMPLATE_UNREADABLE: {
    message: 'The template {file} of a reply cannot be read: {reason}',
    next: 'Copy the file from packages/sim-amc/templates, and change the copy.',
  },
  AMC_TEMPLATE_INVALID: {
    message: 'The template {file} of a reply is no mustache: {reason}',
    next: 'Close every section that it opens.',
  },
  AMC_TEMPLATE_NAME_UNKNOWN: {
    message: 'The template {file} names {name}, which its reply does not have; there are {known}',
    next: 'Name one of them.',
  },
});
