#!/usr/bin/perl
# Prints whom Sisimai finds in a folder of messages, one recipient a line: perl sisimai_mail.pl FOLDER
#
# Each line holds the subject and the message id of the message that came back, too little to name the file; so the
# name of the file is taken from Sisimai's own reader, which keeps it as the origin.
use strict;
use warnings;
use Sisimai;

my ($folder) = @ARGV;
# `make` became `rise` with version 5.
my $read = Sisimai->can('rise') || Sisimai->can('make');
my $found = Sisimai->$read($folder, delivered => 1) // [];
printf "%s\t%s\n", $_->origin, $_->recipient->address for @$found;
