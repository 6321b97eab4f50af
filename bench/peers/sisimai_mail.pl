#!/usr/bin/perl
# Prints whom Sisimai finds in a folder of messages: perl sisimai_mail.pl FOLDER
#
# A line is the file, a tab and the address of one recipient.
use strict;
use warnings;
use Sisimai;

my ($folder) = @ARGV;
# `make` is called `rise` from version 5 on.
my $read = Sisimai->can('rise') || Sisimai->can('make');
my $found = Sisimai->$read($folder, delivered => 1) // [];
printf "%s\t%s\n", $_->origin, $_->recipient->address for @$found;
